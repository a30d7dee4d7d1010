//! The trait `Read`, and its implementations for types of the standard library.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
};

use crate::{Unreadable, Value, derive_support};

/// Type that can be read from a [`Value`]. `#[derive(lean::Read)]` implements it from serde's attributes.
pub trait Read: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If the value is something else. The error tells where.
    fn read(value: &Value) -> Result<Self, Unreadable>;
}

impl Read for bool {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        match value {
            Value::Bool(value) => Ok(*value),
            _ => Err(Unreadable::new("true or false", value)),
        }
    }
}

impl Read for String {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        derive_support::expect_text(value, "a text").map(str::to_owned)
    }
}

/// 2⁵³ − 1, the largest exact integer in JavaScript (`Number.MAX_SAFE_INTEGER`).
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

fn whole_number_in(value: &Value, least: f64, most: f64) -> Result<f64, Unreadable> {
    match value {
        Value::Number(number) if number.trunc() == *number && (least..=most).contains(number) => Ok(*number),
        _ => Err(Unreadable::new("a whole number in range", value)),
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Read for $number {
            fn read(value: &Value) -> Result<Self, Unreadable> {
                let least = (Self::MIN as f64).max(-MAX_SAFE_INTEGER);
                let most = (Self::MAX as f64).min(MAX_SAFE_INTEGER);
                whole_number_in(value, least, most).map(|number| number as Self)
            }
        }
    )*};
}

whole_numbers!(u8, u16, u32, u64, usize, i64);

macro_rules! written_as_text {
    ($($type:ty: $expected:literal),*) => {$(
        impl Read for $type {
            fn read(value: &Value) -> Result<Self, Unreadable> {
                derive_support::parse_text(value, $expected)
            }
        }
    )*};
}

written_as_text!(IpAddr: "an IP address", Ipv4Addr: "an IPv4 address", Ipv6Addr: "an IPv6 address");

#[cfg(feature = "ipnet")]
written_as_text!(ipnet::IpNet: "a network such as 192.0.2.0/24");

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        match value {
            Value::Absent | Value::Null => Ok(None),
            _ => T::read(value).map(Some),
        }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        T::read(value).map(Self::new)
    }
}

impl<T: Read> Read for Arc<T> {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        T::read(value).map(Self::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let list = derive_support::expect_list(value)?;
        let mut read = Self::with_capacity(list.len());
        for (position, value) in list.iter().enumerate() {
            read.push(T::read(value).map_err(|error| error.within(&position.to_string()))?);
        }
        Ok(read)
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        match derive_support::expect_list(value)? {
            [first, second] => Ok((
                A::read(first).map_err(|error| error.within("0"))?,
                B::read(second).map_err(|error| error.within("1"))?,
            )),
            _ => Err(Unreadable::new("a list of two", value)),
        }
    }
}
