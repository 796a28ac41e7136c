"""Makes the tiny demo model: draws pictures, asks about them, trains, measures. The application
never imports this package.
"""
