"""The account plan as frozen values: templates, vocabulary, money, dates and the paths that lead to each field."""
