// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.settings;

/**
 * A photo of a training, as reports and cards list it.
 *
 * @param name its name
 * @param part {@code training} or {@code validation}
 * @param sha256 of its file
 */
public record TrainingPhoto(String name, String part, String sha256) {}
