# Draws what growth.cpp has counted: gnuplot -e "data='FILE'" growth.gp, from the root of the kit.
set terminal svg size 1400,960 dynamic font "Inter,DejaVu Sans,sans-serif,17" \
  background "#ffffff"
set output "facilitator/growth.svg"

colour(curve) = curve == 0 ? 0x1f5fa8 : 0xb35a00
duration(ms) = ms < 10 ? sprintf("%.1f ms", ms) : ms < 1000 ? sprintf("%.0f ms", ms) \
  : sprintf("%.0f s", ms / 1000)

set multiplot layout 2,2 margins 0.07,0.985,0.085,0.92 spacing 0.075,0.14 \
  title "How many worlds a search sees, and how long it takes" font ",22"
set logscale y
set yrange [1:3e7]
set format y "10^{%T}"
set ylabel "worlds" offset 1.5
set grid ytics linecolor "#e3e3e3" linewidth 1
set border 3 linecolor "#666666"
set tics nomirror scale 0.5
set xtics 1
set offsets 0.25, 0.75, 0, 0
set autoscale xfix
set key at graph 0.01, graph 0.84 left top Left reverse samplen 2 font ",15"
limit = 3e6
set arrow 1 from graph 0, first limit to graph 1, first limit nohead linecolor "#b3261e" \
  linewidth 2 dashtype 2
set label 1 "3 million: it gives up, and the test fails and says so" \
  at graph 0.01, first limit offset 0,0.6 textcolor "#b3261e" font ",14"

# A point is a search that has ended, a ring one that has not.
array block[4] = [0, 2, 3, 5]
array curves[4] = [2, 1, 2, 2]
array axis[4] = ["facts of one order", "copies of each fact", "crashes", \
  "services that hear one event"]
do for [panel = 1:4] {
  set xlabel axis[panel]
  first = block[panel]
  last = first + curves[panel] - 1
  plot for [i = first:last] data index i using 1:2 with lines linecolor rgb colour(i - first) \
      linewidth 3 title columnheader(1), \
    for [i = first:last] data index i using 1:($4 == 1 ? $2 : NaN) with points pointtype 7 \
      pointsize 0.8 linecolor rgb colour(i - first) notitle, \
    for [i = first:last] data index i using 1:($4 == 0 ? $2 : NaN) with points pointtype 6 \
      pointsize 1.4 linewidth 3 linecolor rgb colour(i - first) notitle, \
    for [i = first:last] data index i using 1:($3 < 1 ? NaN : $2):(duration($3)) with labels \
      left offset 0.8,-0.5 font ",13" textcolor rgb colour(i - first) notitle
}
unset multiplot
