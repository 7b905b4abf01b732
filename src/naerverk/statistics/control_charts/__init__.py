"""Control charts: is this month ordinary variation, or has something happened?

`xmr` draws the limits of one series, `rules` finds what is unusual, `finding` says it in one plain sentence;
`laney` is the chart for a share with a denominator, `funnel` compares many units in one period without a
league table.
"""
