// The parts of a page as they are in web/, within the program: a run needs no other file for its report.
.section .rodata

.macro asset name, file
  .global suanwang_report_\name
  .global suanwang_report_\name\()_end
  suanwang_report_\name:
  .incbin "\file"
  suanwang_report_\name\()_end:
.endm

asset page, "dist/page.html"
asset style, "dist/page.css"
asset charts, "dist/echarts.js"
asset run, "dist/run.js"
asset compare, "dist/compare.js"
asset sweep, "dist/sweep.js"
asset pathway, "dist/pathway.js"

.section .note.GNU-stack, "", %progbits
