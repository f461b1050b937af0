{
    "name": "Fynlo demo kitchen",
    "summary": "The kitchen of The Copper Kettle: grill, cold, bar and expo",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "Fynlo",
    "license": "LGPL-3",
    "depends": ["fynlo_kitchen", "fynlo_demo"],
    "auto_install": True,
    "data": ["data/stations.xml", "data/routes.xml", "data/recipes.xml"],
}
