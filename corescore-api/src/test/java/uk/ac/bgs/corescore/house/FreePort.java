// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.house;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/** A port for a test that must know it before anything listens there. */
public final class FreePort {
  private static final int LOWEST = 15_000;
  private static final int BOUND = 30_000;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  /**
   * A port of this machine on which nothing listens. It is below the ports that systems assign, so
   * that a test in another process, which asks for any port, does not get it meanwhile.
   *
   * @return the port
   * @throws IOException if a hundred ports are taken
   */
  public static int find() throws IOException {
    SplittableRandom random = new SplittableRandom(ProcessHandle.current().pid());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(LOWEST, BOUND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException(ATTEMPTS + " ports are taken");
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }
}
