//! The zones in which times are shown. chrono is asked one thing only: how far the local zone is from UTC.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, TimeZone};

use super::{DAY, FARTHEST, seconds_east, two_digits};

/// Where times are shown (`--tz`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Written `Z`.
    Utc,
    /// Seconds east of UTC, written to the nearest minute.
    Fixed(i32),
    /// What `TZ` or the system says; get it from [`Zone::parse`], which looks at `TZ` first.
    Local,
}

impl Zone {
    /// Reads the argument of `--tz`: `utc`, `local`, `+HH:MM` or `+HHMM` (what `date +%z` prints).
    ///
    /// # Errors
    /// A sentence for the user, which does not repeat the argument.
    pub fn parse(text: &str) -> Result<Self, String> {
        const OTHER: &str = "not a zone";
        match text.as_bytes() {
            utc if utc.eq_ignore_ascii_case(b"utc") => Ok(Self::Utc),
            local if local.eq_ignore_ascii_case(b"local") => {
                let sound = TzVariable::read().is_none_or(|tz| tz.is_sound());
                if sound {
                    Ok(Self::Local)
                } else {
                    Err("TZ holds a zone that cannot be used".to_owned())
                }
            }
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2]
            | [sign @ (b'+' | b'-'), h1, h2, m1, m2] => {
                let (hour, minute) = two_digits(*h1, *h2)
                    .zip(two_digits(*m1, *m2))
                    .ok_or(OTHER)?;
                if hour > 23 || minute > 59 {
                    return Err("offset beyond 23:59".to_owned());
                }
                Ok(Self::Fixed(
                    i32::try_from(seconds_east(*sign, hour, minute)).unwrap_or(0),
                ))
            }
            _ => Err(OTHER.to_owned()),
        }
    }

    /// The offset at an instant; `None` is UTC by name.
    ///
    /// Local mean times had seconds: RFC 3339 section 5.8 shows such a time with the closest offset it can write.
    pub(super) fn minutes_east(self, unix_seconds: i64) -> Option<i64> {
        let east = match self {
            Self::Utc => return None,
            Self::Fixed(east) => east,
            Self::Local => DateTime::from_timestamp(unix_seconds, 0).map_or(0, |at| {
                Local
                    .offset_from_utc_datetime(&at.naive_utc())
                    .local_minus_utc()
            }),
        };
        Some(
            (i64::from(east) + 30)
                .div_euclid(60)
                .clamp(-FARTHEST, FARTHEST),
        )
    }
}

/// `TZ`, looked at before chrono does. chrono 0.4.45 panics when a zone is a day or more from UTC (its
/// issues 1480 and 1802), which a zone file or a rule like `AAA-23BBB,0,364` can say, and reads a zone file
/// to its end, however long.
enum TzVariable {
    File(PathBuf),
    Rule(String),
}

impl TzVariable {
    const LONGEST: u64 = 1 << 20;

    /// As chrono's `find_tz_file`: a file of the zone database first, then a POSIX rule.
    fn read() -> Option<Self> {
        let text = std::env::var("TZ")
            .ok()
            .filter(|text| !text.is_empty() && text != "localtime")?;
        let name = text.strip_prefix(':').unwrap_or(&text);
        let folders = [
            "/usr/share/zoneinfo",
            "/share/zoneinfo",
            "/etc/zoneinfo",
            "/usr/share/lib/zoneinfo",
        ];
        let found = folders
            .iter()
            .map(|folder| Path::new(folder).join(name))
            .find(|path| path.exists());
        Some(found.map_or(Self::Rule(text), Self::File))
    }

    /// `false` only where chrono would panic or read without end; what it merely cannot read it replaces.
    fn is_sound(&self) -> bool {
        match self {
            Self::Rule(rule) => !reaches_a_day(rule),
            Self::File(path) => {
                let mut bytes = Vec::new();
                fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= Self::LONGEST)
                    && File::open(path)
                        .is_ok_and(|file| file.take(Self::LONGEST).read_to_end(&mut bytes).is_ok())
                    && has_sound_offsets(&bytes).unwrap_or(true)
            }
        }
    }
}

/// Summer time is an hour east of a standard time unless the rule says otherwise, so 23 hours are too many.
fn reaches_a_day(rule: &str) -> bool {
    let names_and_offsets = rule.split(',').next().unwrap_or_default();
    names_and_offsets
        .split('-')
        .skip(1)
        .any(|offset| offset.trim_start_matches('0').starts_with("23"))
}

/// RFC 8536 section 3: all offsets within a day? `None` if this is not a zone file.
fn has_sound_offsets(file: &[u8]) -> Option<bool> {
    let (first, rest) = offsets_of_block(file, 4)?;
    let (offsets, footer) = if file.get(4) == Some(&0) {
        (first, rest)
    } else {
        offsets_of_block(rest, 8)?
    };
    let sound = offsets
        .chunks_exact(6)
        .filter_map(<[u8]>::first_chunk)
        .all(|offset| {
            let seconds = i32::from_be_bytes(*offset);
            i64::from(seconds).abs() < DAY
        });
    Some(sound && !reaches_a_day(&String::from_utf8_lossy(footer)))
}

/// The local time type records of a data block, and what follows the block.
fn offsets_of_block(block: &[u8], time_size: usize) -> Option<(&[u8], &[u8])> {
    let (counts, _) = block.get(20..44)?.as_chunks::<4>();
    let mut sizes = [0_usize; 6];
    for (size, count) in sizes.iter_mut().zip(counts) {
        *size = usize::try_from(u32::from_be_bytes(*count))
            .ok()
            .filter(|count| *count <= block.len())?;
    }
    let [ut_locals, std_walls, leaps, transitions, types, names] = sizes;
    let start = 44 + transitions * (time_size + 1);
    let end = start + types * 6;
    let after = end + names + leaps * (time_size + 4) + std_walls + ut_locals;
    Some((block.get(start..end)?, block.get(after..)?))
}
