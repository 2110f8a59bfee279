"""Template and facts become subject, HTML and text. Jinja2, MJML and Babel live only here."""
