#!/usr/bin/env bash
# Trains the model in the jar again: corescore-djl/train-lite.sh LABELS PHOTOS SCALES IGNORE OUT
#
# LABELS  one label file with the polygons of all ten photographs
# PHOTOS  the folder of the photographs
# SCALES  the table of photos whose size is not that of the labels' canvas
# IGNORE  pictures STEM.png of what is not learnt from: mended pixels, and the void between the rubble of S00128820
# OUT     where models, cards and reports go: OUT/judged for the model that the figures of the card are of, which never
#         saw the two photographs it is judged by, and OUT/all for the one in the jar, which goes on from it on all ten
set -euo pipefail
[ $# -eq 5 ] || { sed -n '2,10p' "$0"; exit 2; }
labels=$1 photos=$2 scales=$3 ignore=$4 out=$5
jar=$(dirname "$0")/../examples/cli/target/corescore.jar

# One engine thread makes the training repeatable; glibc keeps large blocks instead of handing them back after each step.
export OMP_NUM_THREADS=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=536870912
train() {
  java -Xmx4g -jar "$jar" train --device cpu --labels "$labels" --photos "$photos" --scales "$scales" --ignore "$ignore" "$@"
}
train --out "$out/judged" --validate S00128815.Cropped_Top_2,S00128809
train --out "$out/all" --fine-tune "$out/judged/model.corescore" --steps 1500 --learning-rate 5e-4 --rising 0.1
