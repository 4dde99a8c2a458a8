// SPDX-License-Identifier: Apache-2.0
/**
 * Model files: CoreScore's own format, and TorchScript and ONNX files with a sidecar. Internal to
 * this project, not for hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.model;

import org.jspecify.annotations.NullMarked;
