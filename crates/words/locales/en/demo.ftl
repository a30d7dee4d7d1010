### Words of the demo domains. Ids begin with `demo-`. The same ids and arguments in every language.
