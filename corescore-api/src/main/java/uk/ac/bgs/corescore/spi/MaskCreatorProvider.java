// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import uk.ac.bgs.corescore.mask.MaskCreator;

/**
 * Provides a {@link MaskCreator}. Named in {@code
 * META-INF/services/uk.ac.bgs.corescore.spi.MaskCreatorProvider}, or with {@code provides} in a
 * module descriptor, or handed to {@link Providers} by the host.
 */
public non-sealed interface MaskCreatorProvider extends Provider<MaskCreator> {}
