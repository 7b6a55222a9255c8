"""Is this party one of the listed parties? Pure Python: no Django, no database, no network.

Five doors, and everything else in this folder stands behind them:
`parties` (what goes in and comes out), `sources.read_list`, `candidates.ScreeningIndex`,
`engine.screen` and `answers.answer_of`.
"""
