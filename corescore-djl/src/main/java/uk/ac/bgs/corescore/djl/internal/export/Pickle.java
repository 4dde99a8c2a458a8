// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the opcodes of Python's pickle, protocol 2, that a TorchScript file needs. */
public final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Pickle() {
    op(0x80).op(2);
  }

  /** GLOBAL: a class or function by module and name. */
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

  /** MARK: the start of a tuple, a list or dictionary entries. */
  Pickle mark() {
    return op('(');
  }

  /** TUPLE: of the objects since the mark. */
  Pickle tuple() {
    return op('t');
  }

  public Pickle emptyTuple() {
    return op(')');
  }

  Pickle emptyDictionary() {
    return op('}');
  }

  /** SETITEMS: names and values since the mark become entries of the dictionary before it. */
  Pickle entries() {
    return op('u');
  }

  Pickle emptyList() {
    return op(']');
  }

  /** APPENDS: the objects since the mark are appended to the list before it. */
  Pickle items() {
    return op('e');
  }

  /** NEWOBJ: an object of the class, with the tuple as its arguments. */
  Pickle newObject() {
    return op(0x81);
  }

  /** BUILD: sets the object's state to the dictionary or list. */
  Pickle build() {
    return op('b');
  }

  /** REDUCE: calls the function with the tuple. */
  public Pickle call() {
    return op('R');
  }

  /** BINPERSID: a persistent object, stored elsewhere, that the tuple names. */
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
