from .restaurant import open_restaurant
