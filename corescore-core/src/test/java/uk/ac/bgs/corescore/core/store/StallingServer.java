// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Responds to the first request with half a body and then with nothing more. */
public final class StallingServer implements AutoCloseable {
  private final ServerSocket server;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);

  public StallingServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "stalling-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      asked.countDown();
      if (in.read() < 0) {
        left.countDown();
      }
    } catch (IOException e) {
      // Reset by the client is an end as well.
      left.countDown();
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Waits until half a body was sent. */
  public boolean isAsked() throws InterruptedException {
    return asked.await(60, TimeUnit.SECONDS);
  }

  /** Waits until the client has closed the connection. */
  public boolean isLeft() throws InterruptedException {
    return left.await(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
