//! What is wrong with a text, told apart as far as it helps who has to correct it.

/// Why a text is not a time (finding CO104).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotATime {
    /// The shape is wrong, and nothing more precise can be said.
    Form,
    /// Blanks or line ends around the text.
    Surrounded,
    /// A date and nothing else.
    DateOnly,
    /// `2018-09-06 15:58:41Z`; RFC 3339 section 5.6 leaves it to applications, `OData` does not.
    Blank,
    /// Year 0000, a negative one, or more than four digits; `OData`'s `year` allows them, .NET cannot hold them.
    Year,
    /// Month 00 or above 12.
    Month,
    /// 31 April, 29 February of a common year, day 00.
    Day,
    /// Hour above 23; 24:00 is ISO 8601 only.
    Hour,
    /// Minute above 59.
    Minute,
    /// Second above 60.
    Second,
    /// Second 60 where no leap second can be (RFC 3339 section 5.7).
    LeapSecond,
    /// A comma before the decimals, as only ISO 8601 allows.
    Comma,
    /// A point, and no digit after it.
    EmptyFraction,
    /// More decimals than `OData`'s `fractionalSeconds` allows.
    LongFraction,
    /// U+2212 where `-` belongs.
    MinusSign,
    /// `+0200`, `+02`, `+2:00`.
    OffsetForm,
    /// Hour of the offset above 23.
    Offset,
    /// Minute of the offset above 59.
    OffsetMinute,
}

impl NotATime {
    /// The reason in words, for a message.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Form => "not of the form 2018-09-06T15:58:41Z",
            Self::Surrounded => "a blank or line end before or after the time",
            Self::DateOnly => "a date without a time of day",
            Self::Blank => "a blank instead of T",
            Self::Year => "year outside 0001 to 9999",
            Self::Month => "month outside 01 to 12",
            Self::Day => "no such day in that month",
            Self::Hour => "hour outside 00 to 23",
            Self::Minute => "minute outside 00 to 59",
            Self::Second => "second outside 00 to 59",
            Self::LeapSecond => "second 60 is only allowed at 23:59 UTC",
            Self::Comma => "a comma instead of the decimal point",
            Self::EmptyFraction => "no digit after the decimal point",
            Self::LongFraction => "more than 12 fraction digits",
            Self::MinusSign => "the character U+2212 instead of the minus sign -",
            Self::OffsetForm => "offset not of the form +hh:mm",
            Self::Offset => "offset beyond 23:59",
            Self::OffsetMinute => "minute of the offset outside 00 to 59",
        }
    }
}
