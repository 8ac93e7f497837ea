//! From bytes to text: what sort of file it is, in which encoding, and a kind word for what is no text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::ImportError;

/// The text of a file and the name of the encoding it was read in.
pub(crate) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    /// How many characters could not be read and stand as `�`.
    pub n_lost: usize,
}

/// Beginnings of files that people drop by mistake.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "an image", IN_JIRA),
    (b"\xff\xd8\xff", "an image", IN_JIRA),
    (b"GIF8", "an image", IN_JIRA),
    (b"BM", "an image", IN_JIRA),
    (b"RIFF", "an image or a recording", IN_JIRA),
    (b"II*\0", "an image", IN_JIRA),
    (b"%PDF", "a PDF", IN_JIRA),
    (b"PK\x03\x04", "a workbook or a zip archive", "save it as CSV from the spreadsheet program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as CSV from the spreadsheet program"),
    (b"\x1f\x8b", "a compressed archive", "unpack it first"),
    (b"SQLite format 3\0", "a plan or another database", "open it instead of importing it"),
    (b"\x7fELF", "a program", IN_JIRA),
    (b"MZ", "a program", IN_JIRA),
];

const IN_JIRA: &str = "in Jira choose Export, then CSV (all fields)";

/// Reads the bytes as text, whatever encoding a tracker or a spreadsheet program wrote.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => without_mark(bytes)?,
    };
    let (text, _, _) = encoding.decode(bytes);
    let n_lost = text.matches('\u{fffd}').count();
    let n_control = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).count();
    // A stray control character or a cell cut in the middle of a letter happens; a tenth of them is no text.
    if (n_lost + n_control) * 10 > text.chars().count() {
        return Err(ImportError::NotText);
    }
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let start: String = text.trim_start().chars().take(16).flat_map(char::to_lowercase).collect();
    if start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<?xml") {
        let instead = "if it came from Jira, sign in there and export it again as CSV";
        return Err(ImportError::NotATable { what: "a web page or XML", instead });
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), n_lost })
}

/// The encoding of bytes that do not name it themselves.
fn without_mark(bytes: &[u8]) -> Result<&'static Encoding, ImportError> {
    let looks_like_text = bytes[..bytes.len().min(512)].iter().all(|byte| (0x09..0x7f).contains(byte));
    for (magic, what, instead) in MAGIC {
        // A file of issues may begin with `BM`, an image does not go on as text.
        if bytes.starts_with(magic) && (magic.len() > 2 || !looks_like_text) {
            return Err(ImportError::NotATable { what, instead });
        }
    }
    let head = &bytes[..bytes.len().min(4096)];
    let n_nul = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (n_nul(0), n_nul(1));
    if even + odd > 0 {
        // Latin text in UTF-16 has a zero in every other byte, and in the same half each time.
        return match (even * 4 > head.len(), odd * 4 > head.len()) {
            (true, false) => Ok(UTF_16BE),
            (false, true) => Ok(UTF_16LE),
            _ => Err(ImportError::NotText),
        };
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        match decode(bytes) {
            Ok(decoded) => format!("{}: {}", decoded.encoding, decoded.text),
            Err(error) => error.to_string(),
        }
    }

    fn utf_16(text: &str, bom: bool) -> Vec<u8> {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn every_common_encoding_is_read() {
        assert_eq!(text("\u{feff}Summary\nFluß".as_bytes()), "UTF-8: Summary\nFluß");
        assert_eq!(text("Summary\nשלום".as_bytes()), "UTF-8: Summary\nשלום");
        assert_eq!(text(&utf_16("Summary\nFluß", true)), "UTF-16LE: Summary\nFluß");
        assert_eq!(text(&utf_16("Summary\nFluss", false)), "UTF-16LE: Summary\nFluss");
        assert_eq!(
            text(b"Summary\nBezahlung f\xfcr Gro\xdfkunden \x80 100"),
            "windows-1252: Summary\nBezahlung für Großkunden € 100"
        );
    }

    #[test]
    fn what_is_no_text_is_refused_with_advice() {
        let image = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 100]].concat();
        assert!(text(&image).starts_with("the file is an image, not a table of issues; in Jira choose Export"));
        assert!(text(b"PK\x03\x04....").contains("save it as CSV"));
        assert!(text(b"  <!DOCTYPE html><title>Log in</title>").contains("sign in there"));
        let noise: Vec<u8> = (0..2000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(text(&noise).starts_with("the file cannot be read as text"));
        assert!(text(b"").starts_with("the file is empty"));
        assert!(text(b"\xef\xbb\xbf \r\n").starts_with("the file is empty"));
        assert_eq!(text(b"BMW,Summary"), "UTF-8: BMW,Summary", "only bytes that go on as an image are one");
    }
}
