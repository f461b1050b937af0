{
    "name": "Fynlo bench",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "summary": "Bare routes to measure others against; only ./fynlo bench loads it",
    "author": "Fynlo",
    "license": "LGPL-3",
    "depends": ["fynlo_pos_api"],
    "installable": True,
}
