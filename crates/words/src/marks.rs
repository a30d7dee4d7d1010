// The marks in a compiled sentence: written when building, read when speaking.

/// Begins an argument's name.
const ARGUMENT: char = '\u{1}';
/// Begins a string literal.
const LITERAL: char = '\u{2}';
/// Begins a select: the name of its argument follows.
const SELECT: char = '\u{3}';
/// Begins the key of a case.
const CASE: char = '\u{4}';
/// Ends a select.
const CLOSE: char = '\u{5}';
/// Ends a name, a literal or a key.
const END: char = '\u{6}';
