#!/usr/bin/env bash
# Trains the bundled model again: corescore-djl/train-lite.sh LABELS PHOTOS SCALES IGNORE OUT
#
# LABELS  one label file with the polygons of all ten photographs
# PHOTOS  the folder of the photographs
# SCALES  table of the photos whose size differs from the labels' canvas
# IGNORE  pictures STEM.png of pixels without ground truth: repaired pixels, and the void between the rubble of S00128820
# OUT     output folder: OUT/judged has the model that the card's scores are for, trained without the two validation
#         photographs; OUT/all has the bundled model, trained further on all ten
set -euo pipefail
[ $# -eq 5 ] || { sed -n '2,10p' "$0"; exit 2; }
labels=$1 photos=$2 scales=$3 ignore=$4 out=$5
jar=$(dirname "$0")/../examples/cli/target/corescore.jar

# One engine thread makes the training reproducible; glibc keeps large blocks instead of returning them after each step.
export OMP_NUM_THREADS=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=536870912
train() {
  java -Xmx4g -jar "$jar" train --device cpu --labels "$labels" --photos "$photos" --scales "$scales" --ignore "$ignore" "$@"
}
train --out "$out/judged" --validate S00128815.Cropped_Top_2,S00128809
train --out "$out/all" --fine-tune "$out/judged/model.corescore" --steps 1500 --learning-rate 5e-4 --rising 0.1
