### What is wrong with a domain that was typed.

input-empty = Enter a domain or a mail address.
input-ip-address = Neither an IP address nor a name that ends in a number can be a mail domain. Enter the part of a mail address after the @.
input-empty-label = A part of the name is missing: two dots follow each other, or the name begins with a dot.
input-label-too-long = A part between two dots has more than 63 characters: { $value }
input-too-long = The name has { $count } characters; a domain name has at most 253.
input-character = A domain name cannot contain the character { $value }. Letters, digits, hyphens and dots are possible.
input-several = One domain at a time, please: a name has no spaces, commas or semicolons in it.
input-hyphen = A part of a domain name cannot begin or end with a hyphen: { $value }
input-not-idna = The name contains letters that have no spelling in DNS.
