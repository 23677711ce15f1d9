"""The papers that are written from the diary: reports, learning plans, case studies."""
