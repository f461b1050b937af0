{
    "name": "Fynlo demo restaurant",
    "summary": "The Copper Kettle, a small London restaurant to try Fynlo with",
    "version": "19.0.1.1.0",
    "category": "Sales/Point of Sale",
    "author": "Fynlo",
    "license": "LGPL-3",
    "depends": ["fynlo_pos_api", "l10n_uk"],
    "post_init_hook": "open_restaurant",
    # Loaded once and in this order by restaurant.py; a file may refer to those before it. Not
    # "data", because an update reads a CSV file again and would undo what was changed since.
    "oca_data_manual": [
        "data/company.xml",
        "data/hr.employee.csv",
        "data/product.category.csv",
        "data/pos.category.csv",
        "data/product.attribute.csv",
        "data/product.attribute.value.csv",
        "data/product.product.csv",
        "data/product.template.attribute.line.csv",
        "data/set_menus.xml",
        "data/restaurant.floor.csv",
        "data/restaurant.table.csv",
        "data/payment_methods.xml",
        "data/tills.xml",
        "data/opening_hours.xml",
        "data/res.partner.csv",
    ],
}
