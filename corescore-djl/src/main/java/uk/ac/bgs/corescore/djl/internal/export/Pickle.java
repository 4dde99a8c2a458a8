// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the few words of Python's pickle, protocol 2, that a TorchScript file is made of. */
public final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Pickle() {
    op(0x80).op(2);
  }

  /** A class or function by its module and name. */
  public Pickle global(String module, String name) {
    op('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Pickle text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    op('X').fourBytes(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  Pickle number(int value) {
    return op('J').fourBytes(value);
  }

  Pickle truth(boolean value) {
    return op(value ? 0x88 : 0x89);
  }

  /** Where the parts of a tuple or a list, or of a dictionary's entries, begin. */
  Pickle mark() {
    return op('(');
  }

  /** A tuple of what came since the mark. */
  Pickle tuple() {
    return op('t');
  }

  public Pickle emptyTuple() {
    return op(')');
  }

  Pickle emptyDictionary() {
    return op('}');
  }

  /** Names and values since the mark become entries of the dictionary before it. */
  Pickle entries() {
    return op('u');
  }

  Pickle emptyList() {
    return op(']');
  }

  /** What came since the mark is appended to the list before it. */
  Pickle items() {
    return op('e');
  }

  /** An object of the class, with the tuple as its arguments. */
  Pickle newObject() {
    return op(0x81);
  }

  /** Gives the object the dictionary or list as its state. */
  Pickle build() {
    return op('b');
  }

  /** Calls the function with the tuple. */
  public Pickle call() {
    return op('R');
  }

  /** What the tuple names is kept elsewhere. */
  Pickle elsewhere() {
    return op('Q');
  }

  public byte[] end() {
    op('.');
    return out.toByteArray();
  }

  private Pickle op(int code) {
    out.write(code);
    return this;
  }

  private Pickle fourBytes(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }
}
