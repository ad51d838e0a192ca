"""Words by which old pages are understood, as lists that anybody can read and mend."""
