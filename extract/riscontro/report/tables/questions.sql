select actor, metric, counterpart, unit, claims, claimants, facts, documents, complete from the_questions order by place
