//! A report as the JSON states it. Every member may be missing, null, repeated, misnamed or of another type.
//!
//! It is read in one pass. Texts without escapes are borrowed.

use std::{borrow::Cow, cell::Cell, fmt, marker::PhantomData};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::note::MAX_NOTES;

/// A JSON value of any type.
#[derive(Debug, Default)]
pub(crate) enum RawValue<'a> {
    #[default]
    Missing,
    Null,
    Text(Cow<'a, str>),
    Count(u64),
    /// A number that is negative, a fraction, or written with an exponent.
    Number(f64),
    Bool,
    List(Box<[RawValue<'a>]>),
    Object,
}

impl RawValue<'_> {
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl<'de> Deserialize<'de> for RawValue<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = RawValue<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(RawValue::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(RawValue::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, count: u64) -> Result<Self::Value, E> {
        Ok(RawValue::Count(count))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(RawValue::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(RawValue::Number(number))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(RawValue::Bool)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(RawValue::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        // Many lists have one item, which then takes one allocation.
        let Some(first) = items.next_element()? else { return Ok(RawValue::List(Box::default())) };
        let Some(second) = items.next_element()? else { return Ok(RawValue::List(Box::new([first]))) };
        let mut list = Vec::with_capacity(4);
        list.extend([first, second]);
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawValue::List(list.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(RawValue::Object)
    }
}

/// An object, or the value in its place.
#[derive(Debug, Default)]
pub(crate) enum Node<T> {
    #[default]
    Missing,
    Null,
    Object(T),
    List(Vec<Node<T>>),
    /// A text, number or boolean.
    Other,
}

/// An object with members of known names.
pub(crate) trait Members<'de>: Default {
    fn read<A: MapAccess<'de>>(&mut self, members: A) -> Result<(), A::Error>;
}

/// A member's value, read into its place. An object is too large to be moved there without cost.
trait Member<'de> {
    fn read_value<A: MapAccess<'de>>(&mut self, members: &mut A) -> Result<(), A::Error>;
}

impl<'de> Member<'de> for RawValue<'de> {
    fn read_value<A: MapAccess<'de>>(&mut self, members: &mut A) -> Result<(), A::Error> {
        *self = members.next_value()?;
        Ok(())
    }
}

impl<'de, T: Members<'de>> Member<'de> for Node<T> {
    fn read_value<A: MapAccess<'de>>(&mut self, members: &mut A) -> Result<(), A::Error> {
        members.next_value_seed(Slot { node: self, is_item: false })
    }
}

/// The place of a node that is read.
struct Slot<'a, T> {
    node: &'a mut Node<T>,
    /// Whether it is an item of a list.
    is_item: bool,
}

impl<'de, T: Members<'de>> Node<T> {
    /// Reads a value into this place.
    pub(crate) fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        Slot { node: self, is_item: false }.deserialize(deserializer)
    }
}

impl<'de, T: Members<'de>> DeserializeSeed<'de> for Slot<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<T> Slot<'_, T> {
    fn set<E>(self, node: Node<T>) -> Result<(), E> {
        *self.node = node;
        Ok(())
    }
}

impl<'de, T: Members<'de>> Visitor<'de> for Slot<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        *self.node = Node::Object(T::default());
        if let Node::Object(object) = self.node { object.read(members) } else { Ok(()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if self.is_item {
            // A list in a list has no meaning. Its items would only take memory.
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return self.set(Node::Other);
        }
        // Room for three items and the end of the list, as most lists are that short.
        let mut list = Vec::with_capacity(4);
        let mut others = 0;
        loop {
            let item = list.push_mut(Node::Missing);
            if items.next_element_seed(Slot { node: &mut *item, is_item: true })?.is_none() {
                break;
            }
            let is_object = matches!(item, Node::Object(_));
            others += usize::from(!is_object);
            if !is_object && others > MAX_NOTES {
                // Each of the others makes a note, and no report has more notes.
                list.pop();
            }
        }
        list.pop();
        self.set(Node::List(list))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.set(Node::Null)
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.set(Node::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.set(Node::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.set(Node::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.set(Node::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.set(Node::Other)
    }
}

/// A member's name, looked up without a copy.
struct Name<F>(F);

impl<'de, F: FnOnce(&str) -> usize> DeserializeSeed<'de> for Name<F> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<F: FnOnce(&str) -> usize> Visitor<'_> for Name<F> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        Ok((self.0)(name))
    }
}

/// Oddities in the member names of an object.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OddNames {
    pub unknown: bool,
    pub repeated: bool,
    pub alias: bool,
}

macro_rules! members {
    ($($(#[doc = $doc:literal])* $object:ident { $($field:ident: $kind:ty = $key:literal $(or $alias:literal)?,)+ })+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Default)]
        pub(crate) struct $object<'a> { $(pub $field: $kind,)+ pub odd_names: OddNames, lifetime: PhantomData<&'a ()> }

        impl<'de> Members<'de> for $object<'de> {
            fn read<A: MapAccess<'de>>(&mut self, mut members: A) -> Result<(), A::Error> {
                #[derive(Clone, Copy)]
                #[expect(non_camel_case_types, reason = "variants are named after the fields")]
                enum Field { $($field,)+ }
                const FIELDS: &[Field] = &[$(Field::$field),+];
                let mut seen = [false; FIELDS.len()];
                let alias = Cell::new(false);
                loop {
                    let named = Name(|name: &str| match name {
                        $($key => Field::$field as usize,)+
                        $($($alias => { alias.set(true); Field::$field as usize })?)+
                        _ => FIELDS.len(),
                    });
                    let Some(index) = members.next_key_seed(named)? else { break };
                    let Some(field) = FIELDS.get(index) else {
                        self.odd_names.unknown = true;
                        members.next_value::<IgnoredAny>()?;
                        continue;
                    };
                    self.odd_names.repeated |= std::mem::replace(&mut seen[index], true);
                    match field { $(Field::$field => self.$field.read_value(&mut members)?,)+ }
                }
                self.odd_names.alias = alias.get();
                Ok(())
            }
        }
    )+};
}

members! {
    /// The whole report.
    RawReport {
        organization: RawValue<'a> = "organization-name",
        range: Node<RawRange<'a>> = "date-range",
        contact: RawValue<'a> = "contact-info",
        report_id: RawValue<'a> = "report-id",
        policies: Node<RawEntry<'a>> = "policies",
    }
    /// `date-range`.
    RawRange {
        start: RawValue<'a> = "start-datetime",
        end: RawValue<'a> = "end-datetime",
    }
    /// One of `policies`.
    RawEntry {
        policy: Node<RawPolicy<'a>> = "policy",
        summary: Node<RawSummary<'a>> = "summary",
        failures: Node<RawFailure<'a>> = "failure-details",
    }
    /// `policy`.
    RawPolicy {
        policy_type: RawValue<'a> = "policy-type",
        policy_string: RawValue<'a> = "policy-string",
        domain: RawValue<'a> = "policy-domain",
        mx: RawValue<'a> = "mx-host" or "mx-host-pattern",
    }
    /// `summary`.
    RawSummary {
        successful: RawValue<'a> = "total-successful-session-count",
        failed: RawValue<'a> = "total-failure-session-count",
    }
    /// One of `failure-details`.
    RawFailure {
        result_type: RawValue<'a> = "result-type",
        sending_mta_ip: RawValue<'a> = "sending-mta-ip",
        receiving_mx: RawValue<'a> = "receiving-mx-hostname",
        receiving_ip: RawValue<'a> = "receiving-ip",
        helo: RawValue<'a> = "receiving-mx-helo",
        count: RawValue<'a> = "failed-session-count",
        information: RawValue<'a> = "additional-information" or "additional-info-uri",
        reason: RawValue<'a> = "failure-reason-code",
    }
}
