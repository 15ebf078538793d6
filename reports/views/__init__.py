"""HTTP in and out for homes, dashboards and circulars."""
