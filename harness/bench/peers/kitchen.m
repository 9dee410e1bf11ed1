-- The kitchen of activity 03, by hand: three facts about one order, each delivered `copies` times.
-- A delivery reads the order's row, writes it on condition of the version that it has read, and reads
-- again if it was refused. Who writes the third fact says that the order is ready.
const
  facts: 3;
  copies: COPIES;
type
  fact: 0..facts - 1;
  copy: 0..copies - 1;
  version: 0..facts;
  place: enum {begun, has_read, announces, ended};
var
  written: version;
  has: array [fact] of boolean;
  announced: 0..1;
  at: array [fact] of array [copy] of place;
  read: array [fact] of array [copy] of version;

startstate begin
  written := 0;
  announced := 0;
  for f: fact do
    has[f] := false;
    for c: copy do
      at[f][c] := begun;
      read[f][c] := 0;
    end;
  end;
end;

ruleset f: fact do ruleset c: copy do
  rule "read" at[f][c] = begun ==> begin
    if has[f] then
      at[f][c] := ended;
    else
      at[f][c] := has_read;
      read[f][c] := written;
    end;
  end;

  rule "write" at[f][c] = has_read ==> begin
    if read[f][c] = written then
      has[f] := true;
      written := written + 1;
      if forall other: fact do has[other] end then
        at[f][c] := announces;
      else
        at[f][c] := ended;
      end;
    else
      at[f][c] := begun;
    end;
    read[f][c] := 0;
  end;

  rule "announce" at[f][c] = announces ==> begin
    announced := announced + 1;
    at[f][c] := ended;
  end;
end; end;

invariant "an order is ready once" announced <= 1;
