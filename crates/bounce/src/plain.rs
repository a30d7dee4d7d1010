//! Explanations as plain values, which a worker can pass to the page.

use serde::{Deserialize, Serialize};

use crate::{
    Explanation, FORMS, LooksLike, Message, RETURNED_REPORT, Responsible, code_meaning, merge::REFINED_TEXT_IDS,
};

/// An explanation with its forms and texts as ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainExplanation {
    messages: Vec<PlainMessage>,
    looks_like: Option<String>,
    codes: Vec<String>,
    truncated: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PlainMessage {
    form: String,
    #[serde(rename = "act")]
    responsible: String,
    #[serde(rename = "words")]
    text_id: String,
    recipient: Option<String>,
    domain: Option<String>,
    mx: Option<String>,
    ip: Option<String>,
    code: Option<String>,
    reason: Option<String>,
    count: usize,
    sender_domain: Option<String>,
    is_log_line: bool,
}

impl From<Explanation> for PlainExplanation {
    fn from(explanation: Explanation) -> Self {
        Self {
            messages: explanation.messages.into_iter().map(PlainMessage::from).collect(),
            looks_like: explanation.looks_like.map(|looks_like| looks_like.id().to_owned()),
            codes: explanation.codes.into_iter().map(|(code, _)| code).collect(),
            truncated: explanation.truncated,
        }
    }
}

impl From<PlainExplanation> for Explanation {
    /// Restores an explanation. Messages of unknown forms are left out.
    fn from(plain: PlainExplanation) -> Self {
        let looks_like = |id: &String| LooksLike::ALL.into_iter().find(|looks_like| looks_like.id() == id);
        let code = |code: String| code_meaning(&code).map(|meaning| (code, meaning));
        Self {
            messages: plain.messages.into_iter().filter_map(PlainMessage::restored).collect(),
            looks_like: plain.looks_like.as_ref().and_then(looks_like),
            codes: plain.codes.into_iter().filter_map(code).collect(),
            truncated: plain.truncated,
        }
    }
}

impl From<Message> for PlainMessage {
    fn from(message: Message) -> Self {
        let Message {
            form,
            responsible,
            text_id,
            recipient,
            domain,
            mx,
            ip,
            code,
            reason,
            count,
            sender_domain,
            is_log_line,
        } = message;
        Self {
            form: form.id.to_owned(),
            responsible: responsible.id().to_owned(),
            text_id: text_id.to_owned(),
            recipient,
            domain,
            mx,
            ip,
            code,
            reason,
            count,
            sender_domain,
            is_log_line,
        }
    }
}

impl PlainMessage {
    fn restored(self) -> Option<Message> {
        let form = FORMS.iter().chain([&RETURNED_REPORT]).find(|form| form.id == self.form)?;
        let text_id = [form.text_id].into_iter().chain(REFINED_TEXT_IDS).find(|text_id| *text_id == self.text_id)?;
        let responsible = Responsible::ALL.into_iter().find(|responsible| responsible.id() == self.responsible)?;
        let Self { recipient, domain, mx, ip, code, reason, count, sender_domain, is_log_line, .. } = self;
        Some(Message {
            form,
            responsible,
            text_id,
            recipient,
            domain,
            mx,
            ip,
            code,
            reason,
            count,
            sender_domain,
            is_log_line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain;

    #[test]
    fn an_explanation_survives_serialisation() {
        for text in [
            "450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.",
            "version: STSv1\nmode: enforce\n",
            "550 5.7.1 no",
            "Dear help desk",
        ] {
            let explanation = explain(text.as_bytes());
            let plain = PlainExplanation::from(explanation.clone());
            let text = serde_json::to_string(&plain).expect("JSON");
            let restored = Explanation::from(serde_json::from_str::<PlainExplanation>(&text).expect("JSON"));
            assert_eq!(restored.messages, explanation.messages);
            assert_eq!((restored.looks_like, restored.codes), (explanation.looks_like, explanation.codes));
        }
    }
}
