"""Charts as data, drawn once as SVG for page, PDF and screen.

A chart is a title that says the finding, one SVG for wide places (desktop, print) and one for phones, a sentence for
those who do not see it, and a table with the same numbers. Only disclosed figures come in: `DisclosedTable`, or the
series made from one.

Nothing here is red: colours and shapes say what is unusual, never what is bad about people.
"""
