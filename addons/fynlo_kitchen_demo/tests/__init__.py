from . import test_demo_kitchen
