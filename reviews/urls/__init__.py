"""Where do the pages of the review begin? Officers: `officers`, under `review/`."""
