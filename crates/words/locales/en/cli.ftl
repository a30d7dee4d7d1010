### Words of the command line. Ids begin with `cli-`. The same ids and arguments in every language.
