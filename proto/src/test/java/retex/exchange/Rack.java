package retex.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.exchange.Album.Part;
import retex.relay.Post;

/** What headquarters' disk has of files of teams. No array in it is ever changed. */
final class Rack {

  final List<Waiting> posts = new ArrayList<>();
  final Map<Part, byte[]> parts = new LinkedHashMap<>();
  final Set<Part> unforced = new HashSet<>(); // a crash may spoil these
  final Set<Part> remembered = new HashSet<>();
  final Map<DeviceId, String> missions = new HashMap<>();
  final Set<DeviceId> revoked = new HashSet<>();

  /** A file that waits for a laptop, and what it is about. */
  record Waiting(Post post, String topic) {

    boolean isFrom(DeviceId sender, FileHash file) {
      return post.sender().equals(sender) && post.file().equals(file);
    }
  }

  Rack copy() {
    var copy = new Rack();
    copy.posts.addAll(posts);
    copy.parts.putAll(parts);
    copy.remembered.addAll(remembered);
    copy.missions.putAll(missions);
    copy.revoked.addAll(revoked);
    return copy;
  }
}
