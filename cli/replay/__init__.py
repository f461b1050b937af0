"""./fynlo replay: sell a folder of past orders through the public HTTP API, day by day.

source -> plan -> (devices, catalogue) -> day -> sale -> comparison -> summary
"""
