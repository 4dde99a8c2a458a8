// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import uk.ac.bgs.corescore.score.AreaScorer;

/**
 * Provides a {@link AreaScorer}. Named in {@code
 * META-INF/services/uk.ac.bgs.corescore.spi.AreaScorerProvider}, or with {@code provides} in a
 * module descriptor, or handed to {@link Providers} by the host.
 */
public non-sealed interface AreaScorerProvider extends Provider<AreaScorer> {}
