//! The id of an operation in a URL.

use crate::input::envelope::Url;
use crate::operation::Text;
use crate::simd;

/// The id in the first of these URLs that has one, and the property that has the URL: the operation's own,
/// and those of the notification of it. Not in place, as most have an id.
#[inline(never)]
pub(crate) fn id_in_urls<'a>(
    own: Option<Text<'a>>,
    notification: [Option<Url<'a>>; 2],
) -> Option<Url<'a>> {
    let [resource_url, resource] = notification;
    let urls = [own.map(|url| ("@odata.id", url)), resource_url, resource];
    urls.into_iter()
        .flatten()
        .find_map(|(from, url)| Some((from, id_in_url(url)?)))
}

/// The last segment of the URL of an operation, if there is no escape in it. A roster notification ends
/// in `/operations/participants`, which is no id.
fn id_in_url(url: Text<'_>) -> Option<Text<'_>> {
    let raw = url.plain()?;
    let ends = |bytes| simd::equal(bytes, b'?') | simd::equal(bytes, b'#');
    let end = simd::find(raw.as_bytes(), 0, ends).unwrap_or(raw.len());
    let path = raw.get(..end)?.trim_end_matches('/');
    let slash = path.bytes().rposition(|byte| byte == b'/');
    let (parent, id) = match slash {
        Some(slash) => (path.get(..slash)?, path.get(slash + 1..)?),
        None => ("", path),
    };
    // OData's other form of a key: operations('id').
    let id = match id.strip_prefix("operations('") {
        Some(key) => key.strip_suffix("')")?,
        None if parent == "operations" || parent.ends_with("/operations") => id,
        None => return None,
    };
    let usable = !id.is_empty() && !id.eq_ignore_ascii_case("participants");
    usable.then_some(Text::new(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_last_segment_of_a_url_of_an_operation() {
        for (url, id) in [
            ("/operations/1", Some("1")),
            ("operations/1", Some("1")),
            (
                "https://graph.microsoft.com/v1.0/communications/calls/2/operations/1",
                Some("1"),
            ),
            ("/operations/\u{e9}//", Some("\u{e9}")),
            ("/operations/1/?x#y", Some("1")),
            ("/operations/1?x=/operations/2", Some("1")),
            ("/operations/1#/operations/2", Some("1")),
            ("operations('1')", Some("1")),
            ("calls('2')/operations('1')?x", Some("1")),
            ("operations('1", None),
            ("xoperations('1')", None),
            ("xoperations/1", None),
            ("/Operations/1", None),
            ("/operations/1/x", None),
            ("/operations/Participants", None),
            ("/operations/", None),
            ("operations", None),
            ("operations('')", None),
            ("\\/operations\\/1", None),
            ("1", None),
            ("/", None),
            ("", None),
        ] {
            assert_eq!(id_in_url(Text::new(url)).map(Text::raw), id, "{url}");
        }
    }

    #[test]
    fn a_query_is_cut_off_wherever_it_begins() {
        for length in 1..50 {
            let id = "x".repeat(length);
            for behind in ["", "?", "#", "?/operations/1", "/#/"] {
                let url = format!("operations/{id}{behind}");
                let found = id_in_url(Text::new(&url)).map(Text::raw);
                assert_eq!(found, Some(&*id), "{url}");
            }
        }
    }

    #[test]
    fn the_nearest_url_counts() {
        let [one, two, three, none] =
            ["operations/1", "operations/2", "operations/3", "calls/4"].map(Text::new);
        let around = [Some(("a", two)), Some(("b", three))];
        for (own, around, expected) in [
            (Some(one), around, Some(("@odata.id", "1"))),
            (Some(none), around, Some(("a", "2"))),
            (None, [Some(("a", none)), around[1]], Some(("b", "3"))),
            (None, [None, around[1]], Some(("b", "3"))),
            (Some(none), [None; 2], None),
        ] {
            let found = id_in_urls(own, around).map(|(from, id)| (from, id.raw()));
            assert_eq!(found, expected);
        }
    }
}
