# Prints how much of each package its tests reach, from a profile of go test, and
# fails where that is less than the minimum.
NR > 1 {
	split($1, place, ":")
	sub("/[^/]*$", "", place[1])
	all[place[1]] += $2
	reached[place[1]] += $3 > 0 ? $2 : 0
}

END {
	for (package in all) {
		percent = 100 * reached[package] / all[package]
		missing = percent < minimum ? "less than " minimum " %" : ""
		failed = failed || missing != ""
		printf "%5.1f %%  %-42s %s\n", percent, package, missing | "sort -k3"
	}
	close("sort -k3")
	exit failed
}
