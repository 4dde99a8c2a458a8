// SPDX-License-Identifier: Apache-2.0
/**
 * Writers of ONNX and TorchScript files and of their sidecars. Internal to this project, not for
 * hosts; any of it may change.
 */
@NullMarked
package uk.ac.bgs.corescore.djl.internal.export;

import org.jspecify.annotations.NullMarked;
