// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * Checks an ONNX file, a protocol buffer, before the engine reads it: that it is complete, has a
 * graph, and keeps its weights inside instead of in other files.
 */
final class OnnxGraph {
  private static final int MAX_DEPTH = 20;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private enum Part {
    MODEL,
    FUNCTION,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    SPARSE,
    OTHER
  }

  private final String name;
  private boolean graph;

  private OnnxGraph(String name) {
    this.name = name;
  }

  /**
   * Checks a file.
   *
   * @throws CoreScoreException if it is not a complete ONNX file; the message says what was
   *     expected and what came
   */
  static void check(byte[] bytes, String name) {
    OnnxGraph file = new OnnxGraph(name);
    file.walk(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), Part.MODEL, 0);
    if (!file.graph) {
      throw file.wrong("one without a graph");
    }
  }

  private void walk(ByteBuffer in, Part part, int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("graphs within graphs, more than " + MAX_DEPTH + " deep");
    }
    while (in.hasRemaining()) {
      long tag = number(in);
      int field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> {
          if (number(in) != 0 && part == Part.TENSOR && field == DATA_LOCATION) {
            throw wrong("weights in another file");
          }
        }
        case 1 -> skip(in, 8);
        case 5 -> skip(in, 4);
        case 2 -> {
          long length = number(in);
          ByteBuffer inner = in.slice().order(ByteOrder.LITTLE_ENDIAN);
          skip(in, length);
          inner.limit((int) length);
          if (part == Part.TENSOR && field == EXTERNAL_DATA) {
            throw wrong("weights in another file");
          }
          Part within = within(part, field);
          graph |= within == Part.GRAPH;
          if (within != Part.OTHER) {
            walk(inner, within, depth + 1);
          }
        }
        default -> throw wrong("bytes that are no protocol buffer");
      }
    }
  }

  /** Type of a field, by the field numbers of onnx.proto. */
  private static Part within(Part part, int field) {
    return switch (part) {
      case MODEL -> field == 7 ? Part.GRAPH : field == 25 ? Part.FUNCTION : Part.OTHER;
      case FUNCTION -> field == 7 ? Part.NODE : Part.OTHER;
      case GRAPH ->
          switch (field) {
            case 1 -> Part.NODE;
            case 5 -> Part.TENSOR;
            case 15 -> Part.SPARSE;
            default -> Part.OTHER;
          };
      case NODE -> field == 5 ? Part.ATTRIBUTE : Part.OTHER;
      case ATTRIBUTE ->
          switch (field) {
            case 5, 10 -> Part.TENSOR;
            case 6, 11 -> Part.GRAPH;
            case 22, 23 -> Part.SPARSE;
            default -> Part.OTHER;
          };
      case SPARSE -> field == 1 || field == 2 ? Part.TENSOR : Part.OTHER;
      case TENSOR, OTHER -> Part.OTHER;
    };
  }

  private long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw wrong("one that is cut off");
      }
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw wrong("bytes that are no protocol buffer");
  }

  private void skip(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw wrong("one that is cut off");
    }
    in.position(in.position() + (int) length);
  }

  private CoreScoreException wrong(String came) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT, name + ": expected a whole ONNX file, got " + came);
  }
}
