select expectation, suite, expected, expectations, accepts_outliers, checked, failed from marts.publication_checks
