// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import uk.ac.bgs.corescore.layout.LayoutFinder;

/**
 * Provides a {@link LayoutFinder}. Named in {@code
 * META-INF/services/uk.ac.bgs.corescore.spi.LayoutFinderProvider}, or with {@code provides} in a
 * module descriptor, or handed to {@link Providers} by the host.
 */
public non-sealed interface LayoutFinderProvider extends Provider<LayoutFinder> {}
