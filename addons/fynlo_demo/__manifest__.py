{
    "name": "Fynlo demo restaurant",
    "summary": "The Copper Kettle, a small London restaurant to try Fynlo with",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Fynlo",
    "license": "LGPL-3",
    "depends": ["fynlo_pos_api", "l10n_uk"],
    "post_init_hook": "open_restaurant",
    "installable": True,
    "auto_install": False,
}
