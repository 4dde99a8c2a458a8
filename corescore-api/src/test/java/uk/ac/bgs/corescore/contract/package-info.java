// SPDX-License-Identifier: Apache-2.0
/**
 * What every plugin must do, as JUnit suites that a plugin's author runs against the plugin.
 *
 * <p>Depend on the API's test-jar and on JUnit Jupiter, in test scope:
 *
 * <pre>{@code
 * <dependency>
 *   <groupId>uk.ac.bgs.corescore</groupId>
 *   <artifactId>corescore-api</artifactId>
 *   <version>${corescore.version}</version>
 *   <type>test-jar</type>
 *   <scope>test</scope>
 * </dependency>
 * }</pre>
 *
 * and write three lines:
 *
 * <pre>{@code
 * class MySegmenterTest extends SegmenterContract {
 *   @Override protected SegmenterProvider provider() { return new MySegmenterProvider(); }
 * }
 * }</pre>
 *
 * <p>{@link uk.ac.bgs.corescore.contract.LayoutFinderContract}, {@link
 * uk.ac.bgs.corescore.contract.MaskCreatorContract} and {@link
 * uk.ac.bgs.corescore.contract.AreaScorerContract} work the same way. Where the provider says that
 * it is unavailable on the machine, what needs a made implementation is skipped with the provider's
 * reason, and what describes the provider is tested all the same.
 */
@NullMarked
package uk.ac.bgs.corescore.contract;

import org.jspecify.annotations.NullMarked;
