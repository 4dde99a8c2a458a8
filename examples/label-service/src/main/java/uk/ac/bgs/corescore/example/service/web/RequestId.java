// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number of a request, in its answer and in every line that is logged of it. */
final class RequestId {
  static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = "corescore.request";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** Takes the client's number if it is one, else a new one. */
  static void assign(Context ctx) {
    String given = ctx.header(HEADER);
    String id =
        given != null && FORM.matcher(given).matches()
            ? given
            : UUID.randomUUID().toString().substring(0, 13);
    ctx.attribute(ATTRIBUTE, id);
    ctx.header(HEADER, id);
  }

  static String of(Context ctx) {
    @Nullable String id = ctx.attribute(ATTRIBUTE);
    return id == null ? "-" : id;
  }
}
