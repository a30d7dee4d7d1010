### What is wrong with a domain that was typed.

input-empty = Enter a domain or a mail address.
input-ip-address = An IP address, or a name that ends in a number, cannot be a mail domain. Enter the part of a mail address after the @.
input-empty-label = A part of the name is missing: it has two dots in a row, or starts with a dot.
input-label-too-long = A part between two dots has more than 63 characters: { $value }
input-too-long = The name has { $count } characters; a domain name has at most 253.
input-character = A domain name cannot contain the character { $value }. Letters, digits, hyphens and dots are allowed.
input-several = Enter one domain at a time: a name has no spaces, commas or semicolons.
input-hyphen = A part of a domain name cannot start or end with a hyphen: { $value }
input-not-idna = The name contains letters that a DNS name cannot represent.
