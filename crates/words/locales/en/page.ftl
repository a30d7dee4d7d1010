### Words of the page. Ids begin with `page-`. The same ids and arguments in every language.
