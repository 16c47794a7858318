//! The cases of nst/JSONTestSuite ("Parsing JSON is a Minefield"), written anew from their names, as
//! input of the program. `y_` has to be JSON, `n_` has to be refused at a position, and `i_`, which
//! the suite leaves open, is decided here once.
//!
//! Decided: numbers of any size are JSON, since nothing converts them (Int32 properties are judged
//! later, CO105); half a surrogate pair is refused, as it is no character and could not be printed;
//! UTF-16 and a byte order mark are read and told (CO206); bytes that are no UTF-8 are refused; more
//! than 128 levels are refused.

use crate::harness::{check, run};
use crate::verdict;
use commsop::input::scanner;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// `y_`, or `i_` and decided so.
    Json,
    /// `n_`, or `i_` and decided so.
    NoJson,
}
use Verdict::{Json, NoJson};

/// Two JSON texts, one behind the other: wrong as one text, right as a stream of them, and a stream
/// is what the program reads (RFC 7464, NDJSON, concatenated JSON).
const SEQUENCES: [&str; 2] = [
    "n_structure_double_array",
    "n_structure_object_with_trailing_garbage",
];

/// Nothing stands here, so there is no position to name.
const EMPTY: [&str; 3] = [
    "n_single_space",
    "n_structure_UTF8_BOM_no_data",
    "n_structure_no_data",
];

#[rustfmt::skip]
const CASES: &[(Verdict, &str, &[u8])] = &[
    (Json, "y_array_arraysWithSpaces", b"[[]   ]"),
    (Json, "y_array_empty", b"[]"),
    (Json, "y_array_empty-string", b"[\"\"]"),
    (Json, "y_array_ending_with_newline", b"[\"a\"]"),
    (Json, "y_array_false", b"[false]"),
    (Json, "y_array_heterogeneous", b"[null, 1, \"1\", {}]"),
    (Json, "y_array_null", b"[null]"),
    (Json, "y_array_with_1_and_newline", b"[1\n]"),
    (Json, "y_array_with_leading_space", b" [1]"),
    (Json, "y_array_with_several_null", b"[1,null,null,null,2]"),
    (Json, "y_array_with_trailing_space", b"[2] "),
    (Json, "y_number", b"[123e65]"),
    (Json, "y_number_0e+1", b"[0e+1]"),
    (Json, "y_number_0e1", b"[0e1]"),
    (Json, "y_number_after_space", b"[ 4]"),
    (Json, "y_number_double_close_to_zero", b"[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]\n"),
    (Json, "y_number_int_with_exp", b"[20e1]"),
    (Json, "y_number_minus_zero", b"[-0]"),
    (Json, "y_number_negative_int", b"[-123]"),
    (Json, "y_number_negative_one", b"[-1]"),
    (Json, "y_number_negative_zero", b"[-0]"),
    (Json, "y_number_real_capital_e", b"[1E22]"),
    (Json, "y_number_real_capital_e_neg_exp", b"[1E-2]"),
    (Json, "y_number_real_capital_e_pos_exp", b"[1E+2]"),
    (Json, "y_number_real_exponent", b"[123e45]"),
    (Json, "y_number_real_fraction_exponent", b"[123.456e78]"),
    (Json, "y_number_real_neg_exp", b"[1e-2]"),
    (Json, "y_number_real_pos_exponent", b"[1e+2]"),
    (Json, "y_number_simple_int", b"[123]"),
    (Json, "y_number_simple_real", b"[123.456789]"),
    (Json, "y_object", b"{\"asd\":\"sdf\", \"dfg\":\"fgh\"}"),
    (Json, "y_object_basic", b"{\"asd\":\"sdf\"}"),
    (Json, "y_object_duplicated_key", b"{\"a\":\"b\",\"a\":\"c\"}"),
    (Json, "y_object_duplicated_key_and_value", b"{\"a\":\"b\",\"a\":\"b\"}"),
    (Json, "y_object_empty", b"{}"),
    (Json, "y_object_empty_key", b"{\"\":0}"),
    (Json, "y_object_escaped_null_in_key", b"{\"foo\\u0000bar\": 42}"),
    (Json, "y_object_extreme_numbers", b"{ \"min\": -1.0e+28, \"max\": 1.0e+28 }"),
    (Json, "y_object_long_strings", b"{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}], \"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}"),
    (Json, "y_object_simple", b"{\"a\":[]}"),
    (Json, "y_object_string_unicode", b"{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430 \\u0417\\u0435\\u043c\\u043b\\u0435\\u043a\\u043e\\u043f\\u0430\" }"),
    (Json, "y_object_with_newlines", b"{\n\"a\": \"b\"\n}"),
    (Json, "y_string_1_2_3_bytes_UTF-8_sequences", b"[\"\\u0060\\u012a\\u12AB\"]"),
    (Json, "y_string_accepted_surrogate_pair", b"[\"\\uD801\\udc37\"]"),
    (Json, "y_string_accepted_surrogate_pairs", b"[\"\\ud83d\\ude39\\ud83d\\udc8d\"]"),
    (Json, "y_string_allowed_escapes", b"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"),
    (Json, "y_string_backslash_and_u_escaped_zero", b"[\"\\\\u0000\"]"),
    (Json, "y_string_backslash_doublequotes", b"[\"\\\"\"]"),
    (Json, "y_string_comments", b"[\"a/*b*/c/*d//e\"]"),
    (Json, "y_string_double_escape_a", b"[\"\\\\a\"]"),
    (Json, "y_string_double_escape_n", b"[\"\\\\n\"]"),
    (Json, "y_string_escaped_control_character", b"[\"\\u0012\"]"),
    (Json, "y_string_escaped_noncharacter", b"[\"\\uFFFF\"]"),
    (Json, "y_string_in_array", b"[\"asd\"]"),
    (Json, "y_string_in_array_with_leading_space", b"[ \"asd\"]"),
    (Json, "y_string_last_surrogates_1_and_2", b"[\"\\uDBFF\\uDFFF\"]"),
    (Json, "y_string_nbsp_uescaped", b"[\"new\\u00A0line\"]"),
    (Json, "y_string_nonCharacterInUTF-8_U+10FFFF", b"[\"\xF4\x8F\xBF\xBF\"]"),
    (Json, "y_string_nonCharacterInUTF-8_U+FFFF", b"[\"\xEF\xBF\xBF\"]"),
    (Json, "y_string_null_escape", b"[\"\\u0000\"]"),
    (Json, "y_string_one-byte-utf-8", b"[\"\\u002c\"]"),
    (Json, "y_string_pi", b"[\"\xCF\x80\"]"),
    (Json, "y_string_reservedCharacterInUTF-8_U+1BFFF", b"[\"\xF0\x9B\xBF\xBF\"]"),
    (Json, "y_string_simple_ascii", b"[\"asd \"]"),
    (Json, "y_string_space", b"\" \""),
    (Json, "y_string_surrogates_U+1D11E_MUSICAL_SYMBOL_G_CLEF", b"[\"\\uD834\\uDd1e\"]"),
    (Json, "y_string_three-byte-utf-8", b"[\"\\u0821\"]"),
    (Json, "y_string_two-byte-utf-8", b"[\"\\u0123\"]"),
    (Json, "y_string_u+2028_line_sep", b"[\"\xE2\x80\xA8\"]"),
    (Json, "y_string_u+2029_par_sep", b"[\"\xE2\x80\xA9\"]"),
    (Json, "y_string_uEscape", b"[\"\\u0061\\u30af\\u30EA\\u30b9\"]"),
    (Json, "y_string_uescaped_newline", b"[\"new\\u000Aline\"]"),
    (Json, "y_string_unescaped_char_delete", b"[\"\x7F\"]"),
    (Json, "y_string_unicode", b"[\"\\uA66D\"]"),
    (Json, "y_string_unicodeEscapedBackslash", b"[\"\\u005C\"]"),
    (Json, "y_string_unicode_2", b"[\"\xE2\x8D\x82\xE3\x88\xB4\xE2\x8D\x82\"]"),
    (Json, "y_string_unicode_U+10FFFE_nonchar", b"[\"\\uDBFF\\uDFFE\"]"),
    (Json, "y_string_unicode_U+1FFFE_nonchar", b"[\"\\uD83F\\uDFFE\"]"),
    (Json, "y_string_unicode_U+200B_ZERO_WIDTH_SPACE", b"[\"\\u200B\"]"),
    (Json, "y_string_unicode_U+2064_invisible_plus", b"[\"\\u2064\"]"),
    (Json, "y_string_unicode_U+FDD0_nonchar", b"[\"\\uFDD0\"]"),
    (Json, "y_string_unicode_U+FFFE_nonchar", b"[\"\\uFFFE\"]"),
    (Json, "y_string_unicode_escaped_double_quote", b"[\"\\u0022\"]"),
    (Json, "y_string_utf8", b"[\"\xE2\x82\xAC\xF0\x9D\x84\x9E\"]"),
    (Json, "y_string_with_del_character", b"[\"a\x7Fa\"]"),
    (Json, "y_structure_lonely_false", b"false"),
    (Json, "y_structure_lonely_int", b"42"),
    (Json, "y_structure_lonely_negative_real", b"-0.1"),
    (Json, "y_structure_lonely_null", b"null"),
    (Json, "y_structure_lonely_string", b"\"asd\""),
    (Json, "y_structure_lonely_true", b"true"),
    (Json, "y_structure_string_empty", b"\"\""),
    (Json, "y_structure_trailing_newline", b"[\"a\"]\n"),
    (Json, "y_structure_true_in_array", b"[true]"),
    (Json, "y_structure_whitespace_array", b" [] "),
    (NoJson, "n_array_1_true_without_comma", b"[1 true]"),
    (NoJson, "n_array_a_invalid_utf8", b"[a\xE5]"),
    (NoJson, "n_array_colon_instead_of_comma", b"[\"\": 1]"),
    (NoJson, "n_array_comma_after_close", b"[\"\"],"),
    (NoJson, "n_array_comma_and_number", b"[,1]"),
    (NoJson, "n_array_double_comma", b"[1,,2]"),
    (NoJson, "n_array_double_extra_comma", b"[\"x\",,]"),
    (NoJson, "n_array_extra_close", b"[\"x\"]]"),
    (NoJson, "n_array_extra_comma", b"[\"\",]"),
    (NoJson, "n_array_incomplete", b"[\"x\""),
    (NoJson, "n_array_incomplete_invalid_value", b"[x"),
    (NoJson, "n_array_inner_array_no_comma", b"[3[4]]"),
    (NoJson, "n_array_invalid_utf8", b"[\xFF]"),
    (NoJson, "n_array_items_separated_by_semicolon", b"[1:2]"),
    (NoJson, "n_array_just_comma", b"[,]"),
    (NoJson, "n_array_just_minus", b"[-]"),
    (NoJson, "n_array_missing_value", b"[   , \"\"]"),
    (NoJson, "n_array_newlines_unclosed", b"[\"a\",\n4\n,1,"),
    (NoJson, "n_array_number_and_comma", b"[1,]"),
    (NoJson, "n_array_number_and_several_commas", b"[1,,]"),
    (NoJson, "n_array_spaces_vertical_tab_formfeed", b"[\"\x0Ba\"\\f]"),
    (NoJson, "n_array_star_inside", b"[*]"),
    (NoJson, "n_array_unclosed", b"[\"\""),
    (NoJson, "n_array_unclosed_trailing_comma", b"[1,"),
    (NoJson, "n_array_unclosed_with_new_lines", b"[1,\n1\n,1"),
    (NoJson, "n_array_unclosed_with_object_inside", b"[{}"),
    (NoJson, "n_incomplete_false", b"[fals]"),
    (NoJson, "n_incomplete_null", b"[nul]"),
    (NoJson, "n_incomplete_true", b"[tru]"),
    (NoJson, "n_multidigit_number_then_00", b"123\x00"),
    (NoJson, "n_number_++", b"[++1234]"),
    (NoJson, "n_number_+1", b"[+1]"),
    (NoJson, "n_number_+Inf", b"[+Inf]"),
    (NoJson, "n_number_-00.0", b"[-00.0]"),
    (NoJson, "n_number_-00e0", b"[-00e0]"),
    (NoJson, "n_number_-01", b"[-01]"),
    (NoJson, "n_number_-1.0.", b"[-1.0.]"),
    (NoJson, "n_number_-2.", b"[-2.]"),
    (NoJson, "n_number_-NaN", b"[-NaN]"),
    (NoJson, "n_number_.-1", b"[.-1]"),
    (NoJson, "n_number_.2e-3", b"[.2e-3]"),
    (NoJson, "n_number_0.1.2", b"[0.1.2]"),
    (NoJson, "n_number_0.3e", b"[0.3e]"),
    (NoJson, "n_number_0.3e+", b"[0.3e+]"),
    (NoJson, "n_number_0.e1", b"[0.e1]"),
    (NoJson, "n_number_00.0", b"[00.0]"),
    (NoJson, "n_number_00e0", b"[00e0]"),
    (NoJson, "n_number_0_capital_E", b"[0E]"),
    (NoJson, "n_number_0_capital_E+", b"[0E+]"),
    (NoJson, "n_number_0e", b"[0e]"),
    (NoJson, "n_number_0e+", b"[0e+]"),
    (NoJson, "n_number_1.0e", b"[1.0e]"),
    (NoJson, "n_number_1.0e+", b"[1.0e+]"),
    (NoJson, "n_number_1.0e-", b"[1.0e-]"),
    (NoJson, "n_number_1_000", b"[1 000.0]"),
    (NoJson, "n_number_1eE2", b"[1eE2]"),
    (NoJson, "n_number_2.e+3", b"[2.e+3]"),
    (NoJson, "n_number_2.e-3", b"[2.e-3]"),
    (NoJson, "n_number_2.e3", b"[2.e3]"),
    (NoJson, "n_number_9.e+", b"[9.e+]"),
    (NoJson, "n_number_Inf", b"[Inf]"),
    (NoJson, "n_number_NaN", b"[NaN]"),
    (NoJson, "n_number_U+FF11_fullwidth_digit_one", b"[\xEF\xBC\x91]"),
    (NoJson, "n_number_expression", b"[1+2]"),
    (NoJson, "n_number_hex_1_digit", b"[0x1]"),
    (NoJson, "n_number_hex_2_digits", b"[0x42]"),
    (NoJson, "n_number_infinity", b"[Infinity]"),
    (NoJson, "n_number_invalid+-", b"[0e+-1]"),
    (NoJson, "n_number_invalid-negative-real", b"[-123.123foo]"),
    (NoJson, "n_number_invalid-utf-8-in-bigger-int", b"[123\xE5]"),
    (NoJson, "n_number_invalid-utf-8-in-exponent", b"[1e1\xE5]"),
    (NoJson, "n_number_invalid-utf-8-in-int", b"[0\xE5]\n"),
    (NoJson, "n_number_minus_infinity", b"[-Infinity]"),
    (NoJson, "n_number_minus_sign_with_trailing_garbage", b"[-foo]"),
    (NoJson, "n_number_minus_space_1", b"[- 1]"),
    (NoJson, "n_number_neg_int_starting_with_zero", b"[-012]"),
    (NoJson, "n_number_neg_real_without_int_part", b"[-.123]"),
    (NoJson, "n_number_neg_with_garbage_at_end", b"[-1x]"),
    (NoJson, "n_number_real_garbage_after_e", b"[1ea]"),
    (NoJson, "n_number_real_with_invalid_utf8_after_e", b"[1e\xE5]"),
    (NoJson, "n_number_real_without_fractional_part", b"[1.]"),
    (NoJson, "n_number_starting_with_dot", b"[.123]"),
    (NoJson, "n_number_with_alpha", b"[1.2a-3]"),
    (NoJson, "n_number_with_alpha_char", b"[1.8011670033376514H-308]"),
    (NoJson, "n_number_with_leading_zero", b"[012]"),
    (NoJson, "n_object_bad_value", b"[\"x\", truth]"),
    (NoJson, "n_object_bracket_key", b"{[: \"x\"}\n"),
    (NoJson, "n_object_comma_instead_of_colon", b"{\"x\", null}"),
    (NoJson, "n_object_double_colon", b"{\"x\"::\"b\"}"),
    (NoJson, "n_object_emoji", b"{\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD}"),
    (NoJson, "n_object_garbage_at_end", b"{\"a\":\"a\" 123}"),
    (NoJson, "n_object_key_with_single_quotes", b"{key: 'value'}"),
    (NoJson, "n_object_lone_continuation_byte_in_key_and_trailing_comma", b"{\"\xB9\":\"0\",}"),
    (NoJson, "n_object_missing_colon", b"{\"a\" b}"),
    (NoJson, "n_object_missing_key", b"{:\"b\"}"),
    (NoJson, "n_object_missing_semicolon", b"{\"a\" \"b\"}"),
    (NoJson, "n_object_missing_value", b"{\"a\":"),
    (NoJson, "n_object_no-colon", b"{\"a\""),
    (NoJson, "n_object_non_string_key", b"{1:1}"),
    (NoJson, "n_object_non_string_key_but_huge_number_instead", b"{9999E9999:1}"),
    (NoJson, "n_object_repeated_null_null", b"{null:null,null:null}"),
    (NoJson, "n_object_several_trailing_commas", b"{\"id\":0,,,,,}"),
    (NoJson, "n_object_single_quote", b"{'a':0}"),
    (NoJson, "n_object_trailing_comma", b"{\"id\":0,}"),
    (NoJson, "n_object_trailing_comment", b"{\"a\":\"b\"}/**/"),
    (NoJson, "n_object_trailing_comment_open", b"{\"a\":\"b\"}/**//"),
    (NoJson, "n_object_trailing_comment_slash_open", b"{\"a\":\"b\"}//"),
    (NoJson, "n_object_trailing_comment_slash_open_incomplete", b"{\"a\":\"b\"}/"),
    (NoJson, "n_object_two_commas_in_a_row", b"{\"a\":\"b\",,\"c\":\"d\"}"),
    (NoJson, "n_object_unquoted_key", b"{a: \"b\"}"),
    (NoJson, "n_object_unterminated-value", b"{\"a\":\"a"),
    (NoJson, "n_object_with_single_string", b"{ \"foo\" : \"bar\", \"a\" }"),
    (NoJson, "n_object_with_trailing_garbage", b"{\"a\":\"b\"}#"),
    (NoJson, "n_single_space", b" "),
    (NoJson, "n_string_1_surrogate_then_escape", b"[\"\\uD800\\\"]"),
    (NoJson, "n_string_1_surrogate_then_escape_u", b"[\"\\uD800\\u\"]"),
    (NoJson, "n_string_1_surrogate_then_escape_u1", b"[\"\\uD800\\u1\"]"),
    (NoJson, "n_string_1_surrogate_then_escape_u1x", b"[\"\\uD800\\u1x\"]"),
    (NoJson, "n_string_accentuated_char_no_quotes", b"[\xC3\xA9]"),
    (NoJson, "n_string_backslash_00", b"[\"\\\x00\"]"),
    (NoJson, "n_string_escape_x", b"[\"\\x00\"]"),
    (NoJson, "n_string_escaped_backslash_bad", b"[\"\\\\\\\"]"),
    (NoJson, "n_string_escaped_ctrl_char_tab", b"[\"\\\t\"]"),
    (NoJson, "n_string_escaped_emoji", b"[\"\\\xF0\x9F\x8C\x80\"]"),
    (NoJson, "n_string_incomplete_escape", b"[\"\\\"]"),
    (NoJson, "n_string_incomplete_escaped_character", b"[\"\\u00A\"]"),
    (NoJson, "n_string_incomplete_surrogate", b"[\"\\uD834\\uDd\"]"),
    (NoJson, "n_string_incomplete_surrogate_escape_invalid", b"[\"\\uD800\\uD800\\x\"]"),
    (NoJson, "n_string_invalid-utf-8-in-escape", b"[\"\\u\xE5\"]"),
    (NoJson, "n_string_invalid_backslash_esc", b"[\"\\a\"]"),
    (NoJson, "n_string_invalid_unicode_escape", b"[\"\\uqqqq\"]"),
    (NoJson, "n_string_invalid_utf8_after_escape", b"[\"\\\xE5\"]"),
    (NoJson, "n_string_leading_uescaped_thinspace", b"[\\u0020\"asd\"]"),
    (NoJson, "n_string_no_quotes_with_bad_escape", b"[\\n]"),
    (NoJson, "n_string_octal_escape", b"[\"\\123\"]"),
    (NoJson, "n_string_single_doublequote", b"\""),
    (NoJson, "n_string_single_quote", b"['single quote']"),
    (NoJson, "n_string_single_string_no_double_quotes", b"abc"),
    (NoJson, "n_string_start_escape_unclosed", b"[\"\\"),
    (NoJson, "n_string_unescaped_ctrl_char", b"[\"a\x00a\"]"),
    (NoJson, "n_string_unescaped_newline", b"[\"new\nline\"]"),
    (NoJson, "n_string_unescaped_tab", b"[\"\t\"]"),
    (NoJson, "n_string_unicode_CapitalU", b"\"\\UA66D\""),
    (NoJson, "n_string_with_trailing_garbage", b"\"\"x"),
    (NoJson, "n_structure_U+2060_word_joined", b"[\xE2\x81\xA0]"),
    (NoJson, "n_structure_UTF8_BOM_no_data", b"\xEF\xBB\xBF"),
    (NoJson, "n_structure_angle_bracket_.", b"<.>"),
    (NoJson, "n_structure_angle_bracket_null", b"[<null>]"),
    (NoJson, "n_structure_array_trailing_garbage", b"[1]x"),
    (NoJson, "n_structure_array_with_extra_array_close", b"[1]]"),
    (NoJson, "n_structure_array_with_unclosed_string", b"[\"asd]"),
    (NoJson, "n_structure_ascii-unicode-identifier", b"a\xC3\xA5"),
    (NoJson, "n_structure_capitalized_True", b"[True]"),
    (NoJson, "n_structure_close_unopened_array", b"1]"),
    (NoJson, "n_structure_comma_instead_of_closing_brace", b"{\"x\": true,"),
    (NoJson, "n_structure_double_array", b"[][]"),
    (NoJson, "n_structure_end_array", b"]"),
    (NoJson, "n_structure_incomplete_UTF8_BOM", b"\xEF\xBB{}"),
    (NoJson, "n_structure_lone-invalid-utf-8", b"\xE5"),
    (NoJson, "n_structure_lone-open-bracket", b"["),
    (NoJson, "n_structure_no_data", b""),
    (NoJson, "n_structure_null-byte-outside-string", b"[\x00]"),
    (NoJson, "n_structure_number_with_trailing_garbage", b"2@"),
    (NoJson, "n_structure_object_followed_by_closing_object", b"{}}"),
    (NoJson, "n_structure_object_unclosed_no_value", b"{\"\":"),
    (NoJson, "n_structure_object_with_comment", b"{\"a\":/*comment*/\"b\"}"),
    (NoJson, "n_structure_object_with_trailing_garbage", b"{\"a\": true} \"x\""),
    (NoJson, "n_structure_open_array_apostrophe", b"['"),
    (NoJson, "n_structure_open_array_comma", b"[,"),
    (NoJson, "n_structure_open_array_open_object", b"[{"),
    (NoJson, "n_structure_open_array_open_string", b"[\"a"),
    (NoJson, "n_structure_open_array_string", b"[\"a\""),
    (NoJson, "n_structure_open_object", b"{"),
    (NoJson, "n_structure_open_object_close_array", b"{]"),
    (NoJson, "n_structure_open_object_comma", b"{,"),
    (NoJson, "n_structure_open_object_open_array", b"{["),
    (NoJson, "n_structure_open_object_open_string", b"{\"a"),
    (NoJson, "n_structure_open_object_string_with_apostrophes", b"{'a'"),
    (NoJson, "n_structure_open_open", b"[\"\\{[\"\\{[\"\\{[\"\\{"),
    (NoJson, "n_structure_single_eacute", b"\xE9"),
    (NoJson, "n_structure_single_star", b"*"),
    (NoJson, "n_structure_trailing_#", b"{\"a\":\"b\"}#{}"),
    (NoJson, "n_structure_uescaped_LF_before_string", b"[\\u000A\"\"]"),
    (NoJson, "n_structure_unclosed_array", b"[1"),
    (NoJson, "n_structure_unclosed_array_partial_null", b"[ false, nul"),
    (NoJson, "n_structure_unclosed_array_unfinished_false", b"[ true, fals"),
    (NoJson, "n_structure_unclosed_array_unfinished_true", b"[ false, tru"),
    (NoJson, "n_structure_unclosed_object", b"{\"asd\":\"asd\""),
    (NoJson, "n_structure_unicode-identifier", b"\xC3\xA5"),
    (NoJson, "n_structure_whitespace_U+2060_word_joiner", b"\xE2\x81\xA0"),
    (NoJson, "n_structure_whitespace_formfeed", b"[\x0C]"),
    (Json, "i_number_double_huge_neg_exp", b"[123.456e-789]"),
    (Json, "i_number_huge_exp", b"[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999969999999006]"),
    (Json, "i_number_neg_int_huge_exp", b"[-1e+9999]"),
    (Json, "i_number_pos_double_huge_exp", b"[1.5e+9999]"),
    (Json, "i_number_real_neg_overflow", b"[-123123e100000]"),
    (Json, "i_number_real_pos_overflow", b"[123123e100000]"),
    (Json, "i_number_real_underflow", b"[123e-10000000]"),
    (Json, "i_number_too_big_neg_int", b"[-123123123123123123123123123123]"),
    (Json, "i_number_too_big_pos_int", b"[100000000000000000000]"),
    (Json, "i_number_very_big_negative_int", b"[-237462374673276894279832749832423479823246327846]"),
    (NoJson, "i_object_key_lone_2nd_surrogate", b"{\"\\uDFAA\":0}"),
    (NoJson, "i_string_1st_surrogate_but_2nd_missing", b"[\"\\uDADA\"]"),
    (NoJson, "i_string_1st_valid_surrogate_2nd_invalid", b"[\"\\uD888\\u1234\"]"),
    (Json, "i_string_UTF-16LE_with_BOM", b"\xFF\xFE[\x00\"\x00\xE9\x00\"\x00]\x00"),
    (NoJson, "i_string_UTF-8_invalid_sequence", b"[\"\xE6\x97\xA5\xD1\x88\xFA\"]"),
    (NoJson, "i_string_UTF8_surrogate_U+D800", b"[\"\xED\xA0\x80\"]"),
    (NoJson, "i_string_incomplete_surrogate_and_escape_valid", b"[\"\\uD800\\n\"]"),
    (NoJson, "i_string_incomplete_surrogate_pair", b"[\"\\uDd1ea\"]"),
    (NoJson, "i_string_incomplete_surrogates_escape_valid", b"[\"\\uD800\\uD800\\n\"]"),
    (NoJson, "i_string_invalid_lonely_surrogate", b"[\"\\ud800\"]"),
    (NoJson, "i_string_invalid_surrogate", b"[\"\\ud800abc\"]"),
    (NoJson, "i_string_invalid_utf-8", b"[\"\xFF\"]"),
    (NoJson, "i_string_inverted_surrogates_U+1D11E", b"[\"\\uDd1e\\uD834\"]"),
    (NoJson, "i_string_iso_latin_1", b"[\"\xE9\"]"),
    (NoJson, "i_string_lone_second_surrogate", b"[\"\\uDFAA\"]"),
    (NoJson, "i_string_lone_utf8_continuation_byte", b"[\"\x81\"]"),
    (NoJson, "i_string_not_in_unicode_range", b"[\"\xF4\xBF\xBF\xBF\"]"),
    (NoJson, "i_string_overlong_sequence_2_bytes", b"[\"\xC0\xAF\"]"),
    (NoJson, "i_string_overlong_sequence_6_bytes", b"[\"\xFC\x83\xBF\xBF\xBF\xBF\"]"),
    (NoJson, "i_string_overlong_sequence_6_bytes_null", b"[\"\xFC\x80\x80\x80\x80\x80\"]"),
    (NoJson, "i_string_truncated-utf-8", b"[\"\xE0\xFF\"]"),
    (Json, "i_string_utf16BE_no_BOM", b"\x00[\x00\"\x00\xE9\x00\"\x00]"),
    (Json, "i_string_utf16LE_no_BOM", b"[\x00\"\x00\xE9\x00\"\x00]\x00"),
    (Json, "i_structure_UTF-8_BOM_empty_object", b"\xEF\xBB\xBF{}"),
];

/// The cases that are too long to be written down.
fn long_cases() -> Vec<(Verdict, &'static str, Vec<u8>)> {
    vec![
        (
            NoJson,
            "n_structure_100000_opening_arrays",
            b"[".repeat(100_000),
        ),
        (
            NoJson,
            "n_structure_open_array_object",
            b"[{\"\":".repeat(50_000),
        ),
        (
            NoJson,
            "i_structure_500_nested_arrays",
            [b"[".repeat(500), b"]".repeat(500)].concat(),
        ),
    ]
}

fn cases() -> Vec<(Verdict, &'static str, Vec<u8>)> {
    let short = CASES
        .iter()
        .map(|(verdict, name, text)| (*verdict, *name, text.to_vec()));
    short.chain(long_cases()).collect()
}

/// Whether the program could read everything: no finding about input, nothing unreadable.
fn is_read(text: &[u8]) -> bool {
    let run = run("", text);
    check(&run);
    let unreadable = run.stderr.contains("error[CO0");
    assert_eq!(unreadable, run.status == 3, "{run:?}");
    !unreadable
}

#[test]
fn the_suite_is_whole() {
    let count = |prefix: &str| {
        cases()
            .iter()
            .filter(|(_, name, _)| name.starts_with(prefix))
            .count()
    };
    // 188 and five younger ones: leading zeros before a fraction or exponent, an octal escape.
    assert_eq!((count("y_"), count("n_"), count("i_")), (95, 188 + 5, 35));
}

#[test]
fn json_is_read_and_nothing_else() {
    for (verdict, name, text) in cases() {
        let wanted = verdict == Json || SEQUENCES.contains(&name);
        assert_eq!(is_read(&text), wanted, "{name}");
    }
}

#[test]
fn what_is_refused_is_refused_at_a_position() {
    for (verdict, name, text) in cases() {
        if verdict == Json || SEQUENCES.contains(&name) || EMPTY.contains(&name) {
            continue;
        }
        let run = run("", &text);
        let first = run.stderr.lines().find(|line| line.contains(": error[CO0"));
        let mut parts = first.unwrap_or_default().split(':');
        let numbers: Vec<u64> = parts
            .by_ref()
            .skip(1)
            .take(2)
            .filter_map(|part| part.parse().ok())
            .collect();
        assert!(
            numbers.len() == 2 && !numbers.contains(&0),
            "{name}: {run:?}"
        );
    }
}

/// The same texts as the value of a property that nobody reads: skipping is no less strict.
#[test]
fn a_skipped_value_is_read_to_the_letter() {
    for (verdict, name, text) in cases() {
        // Other encodings and marks belong to the begin of a stream.
        if !text.is_ascii() && std::str::from_utf8(&text).is_err() && verdict == Json
            || name.contains("BOM")
        {
            continue;
        }
        let inside = [
            b"{\"status\":\"running\",\"id\":\"1\",\"x\":",
            &text[..],
            b"}",
        ]
        .concat();
        assert_eq!(is_read(&inside), verdict == Json, "{name}");
        assert_eq!(
            scanner::scan(&inside).is_ok() && std::str::from_utf8(&inside).is_ok(),
            verdict == Json,
            "{name}"
        );
    }
}

/// One text at a time, as the suite means it: here the sequences are wrong too.
#[test]
fn serde_json_agrees() {
    for (verdict, name, text) in cases() {
        if name.contains("BOM") || name.contains("utf16") {
            continue;
        }
        assert_eq!(verdict::disagreement(&text), None, "{name}");
        let ours = scanner::scan(&text).is_ok() && std::str::from_utf8(&text).is_ok();
        assert_eq!(ours, verdict == Json, "{name}");
    }
}
