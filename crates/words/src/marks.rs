// The control characters in a compiled sentence: the build writes them, and the program reads them.

/// Starts an argument's name.
const ARGUMENT: char = '\u{1}';
/// Starts a string literal.
const LITERAL: char = '\u{2}';
/// Starts a select. The name of its argument follows.
const SELECT: char = '\u{3}';
/// Starts the key of a case.
const CASE: char = '\u{4}';
/// Ends a select.
const CLOSE: char = '\u{5}';
/// Ends a name, a literal or a key.
const END: char = '\u{6}';
