lead { id text key }
define a = missing_field > "text" and icp nobody
stage s after nobody { recorded id }
