//! Pictures as SVG. Their text consists of messages; their colours are in `web/styles/learn.css`.

use anyhow::{Context, Result};

/// All pictures, by name.
const PICTURES: [(&str, &str); 8] = [
    ("acts", include_str!("pictures/acts.svg")),
    ("enforce", include_str!("pictures/enforce.svg")),
    ("none", include_str!("pictures/none.svg")),
    ("testing", include_str!("pictures/testing.svg")),
    ("texts", include_str!("pictures/texts.svg")),
    ("waits", include_str!("pictures/waits.svg")),
    ("with", include_str!("pictures/with.svg")),
    ("without", include_str!("pictures/without.svg")),
];

/// Returns the source of a picture.
///
/// # Errors
///
/// If there is no picture of this name.
pub fn source(name: &str) -> Result<&'static str> {
    let picture = PICTURES.iter().find(|(known, _)| *known == name);
    Ok(picture.with_context(|| format!("there is no picture `{name}`"))?.1)
}

#[cfg(test)]
mod tests {
    use words::Language;

    use super::*;
    use crate::learn::template::sentence;

    /// Estimates the width of a text: full-width letters for Japanese, a generous average for Latin ones.
    fn width(text: &str, size: f64) -> f64 {
        text.chars().map(|c| if c.is_ascii() { 0.54 } else { 1.0 }).sum::<f64>() * size
    }

    /// Returns each text that is a message: its class, its available width and its id.
    fn labels(svg: &str) -> impl Iterator<Item = (&str, f64, &str)> {
        svg.split("<text ").skip(1).filter_map(|rest| {
            let (attributes, content) = rest.split_once('>')?;
            let id = content.strip_prefix('{')?.split('}').next()?;
            let attribute = |name: &str| attributes.split(&format!("{name}=\"")).nth(1)?.split('"').next();
            let room = attribute("data-room").and_then(|room| room.parse().ok());
            Some((attribute("class")?, room.unwrap_or_else(|| panic!("`{id}` has no room")), id))
        })
    }

    #[test]
    fn labels_fit_in_their_room_in_every_language() {
        let mut faults = Vec::new();
        for (name, (class, room, id)) in PICTURES.iter().flat_map(|(name, svg)| labels(svg).map(move |it| (name, it))) {
            let size = if class.contains("small") { 14.0 } else { 15.0 };
            for language in Language::ALL {
                let text = sentence(id, language).unwrap().to_string();
                let width = width(&text, size);
                if width > room {
                    faults.push(format!("{name}, {language:?}: `{text}` takes {width:.0} of {room}"));
                }
            }
        }
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}
