#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Walks the training loop against an MLflow server that is running, for instance one started by
#   pip install mlflow && mlflow server --host 127.0.0.1 --port 5000
#
#   MLFLOW_TRACKING_URI=http://127.0.0.1:5000 examples/mlflow-loop.sh
#
# It trains two small models on drawn cores (a few minutes on a CPU), which are good for nothing else, and leaves them
# on the server as the model NAME. User, password and token are read from the variables that MLflow names.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${MLFLOW_TRACKING_URI:?is the address of the MLflow server}"
name=${NAME:-corescore-example}
corescore() { java -jar examples/cli/target/corescore.jar "$@"; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

corescore draw --count 3 --seed 1 --width 1048 --height 148 --out "$scratch/drawn"
corescore draw --count 2 --seed 9 --width 1048 --height 148 --out "$scratch/test"
# No more than an example: the built-in rules would refuse such models.
echo '{"minimum": {"rock_iou": 0.1}, "meanTolerance": {"rock_iou": 0.02}}' >"$scratch/rules.json"
for steps in 40 80; do
  corescore train --masks "$scratch/drawn/masks" --photos "$scratch/drawn/photos" --drawn 0 --batch 2 \
    --photo-width 1048 --steps "$steps" --track mlflow --experiment "$name" --register mlflow --name "$name" \
    --out "$scratch/$steps"
  version=$(corescore models --registry mlflow --name "$name" | awk 'END {print $1}')
  corescore promote --registry mlflow --name "$name" --candidate "$version" --rules "$scratch/rules.json" \
    --masks "$scratch/test/masks" --photos "$scratch/test/photos" || echo "version $version: exit code $?"
done
corescore runs --track mlflow --experiment "$name"
corescore models --registry mlflow --name "$name"
corescore score "$scratch/test/photos" --registry mlflow --model "registry:$name@production" --format csv \
  --out "$scratch/scored"
cat "$scratch/scored/measures.csv"
